import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "parts",
          include: ["src/**/*.test.ts", "web/**/*.test.ts", "templates/**/*.test.ts"],
          testTimeout: 20_000,
          pool: "forks",
          // Hundreds of small files: a process and all modules anew for each cost more than the tests themselves.
          isolate: false,
        },
      },
      {
        test: {
          name: "whole",
          include: ["test/**/*.test.ts", "scripts/**/*.test.ts"],
          testTimeout: 20_000,
          pool: "forks",
        },
      },
    ],
  },
});
