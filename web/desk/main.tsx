import "../shared/theme/tokens.css";
import "./desk.css";
import { createRoot } from "react-dom/client";
import { startI18n } from "../shared/i18n.ts";
import { App } from "./app.tsx";
import { takeUpColours } from "./colours.ts";

takeUpColours();
await startI18n({
  en: async () => (await import("./words/en.ts")).WORDS,
  th: async () => (await import("./words/th.ts")).WORDS,
});
createRoot(document.getElementById("root") as HTMLElement).render(<App />);

// In a frame the page around it is the one to install; plain HTTP has no workers.
if (window.parent === window) void navigator.serviceWorker?.register("/desk-worker.js", { scope: "/desk" });
