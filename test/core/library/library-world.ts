import { type DreamReport, readDreamReports } from "../../../src/core/dream-reports.ts";
import { asId } from "../../../src/core/ids.ts";
import { type Library, readLibrary } from "../../../src/core/library/library.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../../laws/small-world.ts";

/** A small world with what each person may look up in it. */
export interface LibraryWorld extends SmallWorld {
  library(person: string): Promise<Library>;
  /** The ten newest dreams. */
  reports(person: string): Promise<readonly DreamReport[]>;
}

/** Opens a library world that closes when the test has finished. */
export async function openLibraryWorld(options: { readonly model?: Model } = {}): Promise<LibraryWorld> {
  const world = await openSmallWorld(options);
  return {
    ...world,
    library: (person) => readLibrary(world.parts, workspace, asId(person)),
    reports: (person) => readDreamReports(world.parts, workspace, asId(person), 10),
  };
}
