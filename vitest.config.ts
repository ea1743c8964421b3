import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/missing-parts.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores: stories start programs of their own beside the workers.
    maxWorkers: 2,
    // Files share a worker's modules: the SDKs are loaded twice and not two hundred times.
    isolate: false,
  },
});
