import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../setup/chromium.ts";
import { makeDataDir, type Program, startProgram } from "./program.ts";

const executablePath = findChromium();

/** Chromium as it starts without reaching for anything outside this machine. */
const quietly = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

describe.runIf(executablePath !== undefined)("the story in a browser", () => {
  const data = makeDataDir();
  const problems: string[] = [];
  let program: Program;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    program = await startProgram({ DATA_DIR: data.path });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: quietly });
    page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(program.url);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    data.remove();
  });

  const say = async (text: string) => {
    await page.getByTestId("composer").fill(text);
    await page.getByTestId("composer").press("Enter");
  };
  const open = (channel: string) => page.getByTestId(`channel-${channel}`).click();
  const section = (text: RegExp) => page.locator("[data-section]").filter({ hasText: text });
  const dreams = (said: RegExp) =>
    page.getByRole("listbox", { name: /^Dreams/u }).getByRole("option", { name: said });
  const message = (text: RegExp) => page.locator("[data-testid^='message-m']").filter({ hasText: text });

  it("says which model answers, and who one is", async () => {
    expect(await page.getByTestId("model-badge").textContent()).toMatch(/offline/iu);
    expect(await page.getByText("You are Ana").first().isVisible()).toBe(true);
  });

  it("plays mention, answer, dream, approve, edit, reject, and the memory in use", async () => {
    await open("general");
    await say("We agreed to write release notes before each launch.");
    await say("@reverie when can we deploy on Fridays?");
    await message(/What was said about this/u)
      .last()
      .waitFor();

    await page.getByTestId("dream-now").click();
    await dreams(/5 considered, 2 dropped at duplicate, 3 proposed, 3 wait/u).waitFor();
    expect(await dreams(/./u).count()).toBe(1);
    const freeze = section(/freeze deploys on Fridays/u);
    await freeze.getByTestId("action-approve").click();
    await freeze.getByText(/Approved by Ana/u).waitFor();
    await dreams(/3 proposed, 1 approved, 2 wait/u).waitFor();
    expect(await page.getByTestId("dream-told").textContent()).toMatch(/1 approved/u);

    const notes = section(/release notes before each launch/u);
    await notes.getByTestId("action-edit").click();
    await page.getByTestId("field-text").fill("Release notes are written before each launch.");
    await page.getByTestId("form-submit").click();
    await section(/Release notes are written/u)
      .getByText(/Approved with edits by Ana/u)
      .waitFor();

    await open("dm-ana");
    const short = section(/prefers short answers/u);
    await short.getByTestId("action-reject").click();
    await short.getByText(/Rejected by Ana/u).waitFor();

    await open("general");
    await say("@reverie are deploys on Fridays fine, and what about release notes?");
    const answer = message(/What is remembered about this/u).last();
    await answer.getByRole("button", { name: "Used 2 memories" }).click();
    await answer
      .getByTestId("private-answer")
      .getByText("Release notes are written before each launch.")
      .waitFor();
    await answer.getByRole("button", { name: "Not helpful" }).click();
    await answer.getByText(/kept for the next dream/u).waitFor();
    await answer.getByTestId("dismiss").click();
    expect(await answer.textContent()).toContain("Release notes are written before each launch.");

    await page.getByTestId("memories-team").click();
    await page.getByText("Release notes are written before each launch.").last().waitFor();
  });

  it("does not bring back what was rejected, and shows each person only what is theirs", async () => {
    await page.getByTestId("dream-now").click();
    await open("dm-ana");
    await message(/found nothing worth remembering/u).waitFor();
    expect(await section(/prefers short answers/u).count()).toBe(1);

    await page.getByTestId("person-cleo").click();
    await page.getByText("You are Cleo").first().waitFor();
    expect(await page.getByTestId("channel-core-team").count()).toBe(0);
    expect(await page.getByTestId("channel-dm-ana").count()).toBe(0);
    await open("general");
    const decided = section(/freeze deploys on Fridays/u);
    await decided.getByTestId("action-undo").click();
    await page
      .getByTestId("private-answer")
      .getByText(/nothing by that id/u)
      .waitFor();
  });

  it("meets no error on the way", () => {
    expect(problems).toEqual([]);
  });
});
