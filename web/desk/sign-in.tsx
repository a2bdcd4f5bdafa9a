import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, ApiError, ask } from "../shared/client/ask.ts";
import { Fault } from "./fault.tsx";

type Ways = Answer<"GET /api/v1/sign-in">;

/** Signs an agent in: by password or token here, by single sign-on over the console's page. */
export function SignIn({ done }: { readonly done: () => void }) {
  const { t } = useTranslation();
  const [ways, setWays] = useState<Ways>();
  const [byToken, setByToken] = useState(false);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => void ask("GET /api/v1/sign-in").then(setWays, () => undefined), []);
  // Until it is known which ways there are, the usual one is offered.
  const isToken = byToken || ways?.passwords === false;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setFault("");
    try {
      const embedded = window.parent !== window;
      if (isToken) await ask("POST /api/v1/session", { body: { token: value("token").trim() } });
      else
        await ask("POST /api/v1/sign-in", { body: { login: value("login"), password: value("password"), embedded } });
      done();
    } catch (error) {
      const wrong = error instanceof ApiError && error.status === 401;
      setFault(
        wrong
          ? t(isToken ? "session:tokenWrong" : "session:passwordWrong")
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
      <form className="desk-card desk-form desk-narrow" onSubmit={submit}>
        <h1>
          <img src="/bell.svg" alt="" width={30} height={30} /> {t("desk:title")}
        </h1>
        {isToken ? (
          <label key="token">
            {t("session:token")}
            <input name="token" type="password" autoComplete="off" required />
          </label>
        ) : (
          <>
            <label>
              {t("session:login")}
              <input name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
            </label>
            <label>
              {t("session:password")}
              <input name="password" type="password" autoComplete="current-password" required />
            </label>
          </>
        )}
        <Fault text={fault} />
        <button type="submit" className="desk-button desk-first" disabled={busy}>
          {t("session:signIn")}
        </button>
        {ways?.passwords !== false && (
          <button type="button" className="desk-plain" onClick={() => setByToken(!byToken)}>
            {t(byToken ? "session:byPerson" : "session:byToken")}
          </button>
        )}
        {ways?.singleSignOn && (
          <a href="/" target="_blank" rel="noopener">
            {t("session:singleSignOn")}
          </a>
        )}
      </form>
    </main>
  );
}
