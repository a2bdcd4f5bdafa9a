import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, ask } from "../shared/client/ask.ts";

/** Signs an agent in by password; other ways lead over the console's sign-in. */
export function SignIn({ done }: { readonly done: () => void }) {
  const { t } = useTranslation();
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setFault("");
    try {
      const embedded = window.parent !== window;
      await ask("POST /api/v1/sign-in", { body: { login: value("login"), password: value("password"), embedded } });
      done();
    } catch (error) {
      const wrong = error instanceof ApiError && error.status === 401;
      setFault(
        wrong
          ? t("session:passwordWrong")
          : error instanceof ApiError && error.status > 0
            ? error.message
            : t("common:unreachable"),
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="desk-middle">
      <form className="desk-card desk-form" onSubmit={submit}>
        <h1>{t("desk:title")}</h1>
        <label>
          {t("session:login")}
          <input name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </label>
        <label>
          {t("session:password")}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {fault && (
          <p role="alert" className="desk-fault">
            {fault}
          </p>
        )}
        <button type="submit" className="desk-button desk-first" disabled={busy}>
          {t("session:signIn")}
        </button>
        <a href="/" target="_blank" rel="noopener">
          {t("desk:otherWays")}
        </a>
      </form>
    </main>
  );
}
