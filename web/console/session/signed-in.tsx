import { Center, Loader } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { onSignedOut } from "../../shared/client/ask.ts";
import { LiveFeed } from "../live/live-feed.tsx";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { useSession } from "./session.ts";
import { SignIn } from "./sign-in.tsx";

/** Shows its children to whoever is signed in, and the sign-in to everybody else, also when a session ends meanwhile. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const session = useSession();
  useEffect(() => onSignedOut(() => client.setQueryData(["session"], null)), [client]);
  if (session.isPending) {
    return (
      <Center mih="100dvh">
        <Loader />
      </Center>
    );
  }
  if (session.isError) {
    return (
      <Center mih="100dvh" p="md">
        <ErrorNotice error={session.error} retry={() => void session.refetch()} />
      </Center>
    );
  }
  return session.data ? <LiveFeed>{children}</LiveFeed> : <SignIn />;
}
