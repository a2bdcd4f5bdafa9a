import IconAddressBook from "@tabler/icons-react/icons/IconAddressBook";
import type { PageRoute } from "../../page-route.ts";

export const routes: readonly PageRoute[] = [
  {
    path: "/phonebooks",
    title: "phonebooks:title",
    needs: "read",
    load: () => import("./phonebooks-page.tsx").then(({ PhonebooksPage }) => ({ Page: PhonebooksPage })),
    nav: { group: "setUp", order: 30, icon: IconAddressBook },
  },
  {
    path: "/phonebooks/$id",
    title: "phonebooks:one",
    load: () => import("./phonebook-page.tsx").then(({ PhonebookPage }) => ({ Page: PhonebookPage })),
  },
];
