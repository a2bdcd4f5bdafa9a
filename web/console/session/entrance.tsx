import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTitle } from "../parts/use-title.ts";
import { Appearance } from "../shell/appearance.tsx";
import { Brand } from "../shell/brand.tsx";
import styles from "./entrance.module.css";

/** The frame of the pages before one is signed in: a card in the middle. */
export function Entrance({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={styles.page}>
      <main className={styles.middle}>
        <Paper className={styles.card} withBorder>
          <Stack gap="lg">
            <Brand />
            <Stack gap={4}>
              <Title order={1} size="h3">
                {title}
              </Title>
              {text && (
                <Text c="dimmed" size="sm">
                  {text}
                </Text>
              )}
            </Stack>
            {children}
          </Stack>
        </Paper>
      </main>
      <footer className={styles.foot}>
        <Appearance />
      </footer>
    </div>
  );
}
