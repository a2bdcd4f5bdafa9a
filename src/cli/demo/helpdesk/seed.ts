import type { HelpdeskSeed } from "./state.ts";

/** The people of the demo: invented, with numbers written as people write them. */
export const DEMO_SEED: HelpdeskSeed = {
  agents: [
    { name: "Anong Support", email: "anong@demo.example", admin: true },
    { name: "Ben Support", email: "ben@demo.example" },
    { name: "Chai Support", email: "chai@demo.example" },
  ],
  contacts: [
    { name: "กมลชนก แสงทอง", email: "kamon@siamtea.example", numbers: ["+66 81 555 0101", "02-555-0102"] },
    { name: "Prasert Boonmee", email: "prasert@chiangmai-bikes.example", numbers: ["053-555-0110"] },
    { name: 'Grace "Gigi" O\'Hara & Co', email: "grace@ohara.example", numbers: ["+1 (415) 555-0123"] },
    { name: "Jürgen Groß", email: "juergen@gross.example", numbers: ["+49 30 5550142"] },
    { name: "Reception, Riverside Hotel", numbers: ["+66 2 555 0177"] },
  ],
};
