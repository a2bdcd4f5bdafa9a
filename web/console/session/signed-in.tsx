import { Center, Loader, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { onSignedOut } from "../../shared/client/ask.ts";
import { changeLanguage, LANGUAGES } from "../../shared/i18n.ts";
import { LiveFeed } from "../live/live-feed.tsx";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { LinkPage } from "./link-page.tsx";
import { type Me, useMe } from "./session.ts";
import { SetUpPage } from "./set-up-page.tsx";
import { SignIn } from "./sign-in.tsx";

/** Shows its children to whoever is signed in, and the way in to everybody else, also when a session ends meanwhile. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [link, setLink] = useState(() => location.pathname);
  const me = useMe();
  useEffect(() => onSignedOut(() => client.setQueryData(["me"], null)), [client]);
  useChoices(me.data);
  const [wasOut, setWasOut] = useState(false);
  useEffect(() => {
    if (me.data === null) setWasOut(true);
  }, [me.data]);
  const done = useCallback(() => {
    setLink("");
    setWasOut(true);
  }, []);
  // Whoever sees only their own calls works at the desk, and is taken there when they come in.
  const toDesk = wasOut && location.pathname === "/" && me.data?.permissions.includes("read") === false;
  useEffect(() => {
    if (toDesk) location.replace("/desk");
  }, [toDesk]);
  if (link === "/set-up") return <SetUpPage done={done} />;
  if (link === "/sign-in") return <LinkPage done={done} />;
  if (me.isPending || toDesk) {
    return (
      <Center mih="100dvh">
        <Loader />
      </Center>
    );
  }
  if (me.isError) {
    return (
      <Center mih="100dvh" p="md">
        <ErrorNotice error={me.error} retry={() => void me.refetch()} />
      </Center>
    );
  }
  return me.data ? <LiveFeed>{children}</LiveFeed> : <SignIn />;
}

/** Takes up the language and colours that a person chose, once they are signed in. */
function useChoices(me: Me | null | undefined): void {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const id = me?.kind === "person" ? me.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what they choose meanwhile is taken up where they choose it.
  useEffect(() => {
    if (!me || id === undefined) return;
    const language = LANGUAGES.find((one) => one === me.language);
    if (language) void changeLanguage(language);
    setColorScheme(me.theme);
  }, [id]);
}
