import { Alert, Button, Code, List, Text } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import { useTranslation } from "react-i18next";
import { ApiError, type Problem } from "../../shared/client/ask.ts";
import { Said } from "../../shared/said.tsx";

/** What went wrong: a sentence, every problem with its cure, the stable code; and a button to try again. */
export function ErrorNotice({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useTranslation();
  const known = error instanceof ApiError ? error : undefined;
  const message = toMessage(error, t);
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t("common:didNotWork")}
      maw="48rem"
      styles={{ title: { color: "var(--db-bad)" }, icon: { color: "var(--db-bad)" } }}
    >
      <Text size="sm">
        <Said>{message}</Said>
      </Text>
      {known && known.problems.length > 0 && <Problems problems={known.problems} />}
      {known && known.status > 0 && (
        <Text size="xs" c="dimmed" mt="xs">
          {t("common:code")} <Code>{known.code}</Code>
        </Text>
      )}
      {retry && (
        <Button size="compact-sm" variant="default" mt="sm" onClick={retry}>
          {t("common:tryAgain")}
        </Button>
      )}
    </Alert>
  );
}

function toMessage(error: unknown, t: (key: string) => string): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t("common:unreachable");
  // Who fills in a form knows nothing of bodies and queries; the problems say what it is about.
  if (error.code === "INPUT_INVALID" && error.problems.length > 0) return t("common:inputInvalid");
  return error.message;
}

function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <List size="sm" mt="xs">
      {problems.map(({ path, message, help }) => (
        <List.Item key={`${path} ${message}`}>
          {path && <Code>{path}</Code>} <Said>{message}</Said>
          {help && (
            <Text size="sm">
              <Said>{help}</Said>
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
