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
  /** Opens a section of the memory beside the conversation. */
  const look = async (name: string) => {
    await page.getByTestId(`section-${name}`).click();
    await page.getByTestId(`memory-section-${name}`).waitFor();
  };
  const waiting = (text: RegExp) =>
    page.getByTestId("memory-section-waiting").locator("[data-section]").filter({ hasText: text });
  const memory = (text: RegExp) => page.locator(".memory-row").filter({ hasText: text });
  const run = async (text: string) => {
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill(text);
    await page.keyboard.press("Enter");
    await page.getByTestId("palette-answer").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("palette-input").waitFor({ state: "detached" });
  };
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

    await look("dreams");
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

    await look("memories");
    await memory(/Release notes are written before each launch/u).waitFor();
  });

  it("finds memories, and opens a receipt at its message", async () => {
    await run("remember for me: I drink tea");
    await memory(/I drink tea/u).waitFor();
    expect(await memory(/./u).count()).toBe(3);
    await page.getByTestId("memory-search").fill("FRIDAYS freeze");
    expect(await memory(/./u).count()).toBe(1);
    await page.getByTestId("clear-search").click();
    await page.getByTestId("chip-person-ana").click();
    expect(await memory(/./u).allTextContents()).toEqual([expect.stringContaining("I drink tea")]);
    await page.getByTestId("clear-search").click();

    const freeze = memory(/freeze deploys on Fridays/u);
    await freeze.getByRole("button", { expanded: false }).click();
    expect(await freeze.getByTestId("change").textContent()).toMatch(/Remembered.*by Ana/su);
    await open("core-team");
    await freeze.getByRole("link", { name: /See where Ana.* said it/u }).click();
    const said = message(/freeze deploys on Fridays after 15:00. Hotfixes only/u).first();
    await said.waitFor();
    expect(await said.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect(new URL(page.url()).hash).toMatch(/^#\/general\/m/u);
  });

  it("tells what was refused and why, and decides what waits", async () => {
    await look("refused");
    const refused = page.getByTestId("refusal");
    expect(await refused.textContent()).toMatch(/prefers short answers.*Refused by.*Ana/su);
    expect(await page.getByTestId("drop").first().textContent()).toContain("duplicate");

    await page.getByTestId("person-ben").click();
    await page.getByText("You are Ben").first().waitFor();
    await run("remember for the team: standup is at half past nine");
    await look("waiting");
    await waiting(/standup is at half past nine/u).waitFor();
    expect(
      await waiting(/standup/u)
        .getByRole("button")
        .count(),
    ).toBe(0);
    await page.getByTestId("person-ana").click();
    await waiting(/standup/u)
      .getByTestId("action-approve")
      .click();
    await waiting(/standup/u).waitFor({ state: "detached" });
    await look("memories");
    await memory(/standup is at half past nine/u).waitFor();
  });

  it("runs a command in the command box, by the keyboard alone", async () => {
    await page.getByTestId("composer").focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("memory he");
    await page.getByRole("option", { name: /health team/u }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    expect(await page.getByTestId("palette-input").inputValue()).toBe("memory health team");
    await page.keyboard.press("Enter");
    await page.getByTestId("palette-answer").getByText("Memory health: Team").waitFor();
    expect(await page.getByTestId("palette-answer").textContent()).toContain("3 in use");
    await page.keyboard.type("forget tea");
    await page.getByRole("option", { name: /I drink tea/u }).waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByTestId("palette-answer")
      .getByText(/Forgotten/u)
      .waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByTestId("composer").evaluate((element) => element.matches(":focus"))).toBe(true);
    await memory(/I drink tea/u).waitFor({ state: "detached" });
  });

  it("gives the memory the whole page under a link of its own, with health and a dream to read", async () => {
    await page.getByTestId("widen-memory").click();
    await look("health");
    await page.reload();
    expect(await page.getByTestId("health-team").textContent()).toContain("3 in use");
    expect(await page.getByTestId("composer").isVisible()).toBe(false);
    await look("dreams");
    const report = page.getByTestId("dream-report");
    expect(await report.textContent()).toMatch(/It considered 5 changes: 3 proposed, 2 dropped/u);
    expect(await report.textContent()).toMatch(/Approved by Ana.*duplicate/su);
    await page.getByTestId("close-drawer").click();
    await page.getByTestId("composer").waitFor();
  });

  it("does not bring back what was rejected, and shows each person only what is theirs", async () => {
    await look("memories");
    await page.getByTestId("dream-now").click();
    await open("dm-ana");
    await message(/found nothing worth remembering/u).waitFor();
    expect(await section(/prefers short answers/u).count()).toBe(1);

    await page.getByTestId("person-cleo").click();
    await page.getByText("You are Cleo").first().waitFor();
    expect(await page.getByTestId("channel-core-team").count()).toBe(0);
    expect(await page.getByTestId("channel-dm-ana").count()).toBe(0);
    await open("general");
    await page.getByText("Nothing is remembered yet").waitFor();
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
