import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { helpPages } from "./build/help-pages.ts";
import { mantineWithoutInline } from "./build/mantine-without-inline.ts";

const here = (path: string) => new URL(path, import.meta.url).pathname;

/** Builds the console and the agent's desk into web/dist; start it by `node scripts/pages.ts`. */
export default defineConfig({
  root: here("."),
  publicDir: "public",
  plugins: [mantineWithoutInline(), helpPages(), react()],
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: "es2023",
    // The content policy lets no data: address in.
    assetsInlineLimit: 0,
    // What is too heavy is told by the budgets of scripts/pages.
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { console: here("console.html"), desk: here("desk.html") },
      // Parts that both pages use get files of their own, so that the desk never loads the console's.
      output: { assetFileNames: "assets/[name]-[hash][extname]", entryFileNames: "assets/[name]-[hash].js" },
    },
  },
});
