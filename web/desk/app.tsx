import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { changeLanguage, LANGUAGES } from "../shared/i18n.ts";
import { takeUpColours } from "./colours.ts";
import { Desk } from "./desk.tsx";
import { SignIn } from "./sign-in.tsx";
import { useMe } from "./use-me.ts";

/** The agent's desk: for whoever is signed in, else the way in. */
export function App() {
  const { t } = useTranslation();
  const asked = useMe();
  const me = asked.state === "in" ? asked.me : undefined;
  useEffect(() => {
    document.title = `${t("desk:title")} · Deskbell`;
  }, [t]);
  useEffect(() => {
    if (me?.kind !== "person") return;
    const language = LANGUAGES.find((one) => one === me.language);
    if (language) void changeLanguage(language);
    takeUpColours(me.theme);
  }, [me]);
  if (me) return <Desk me={me} />;
  if (asked.state === "out") return <SignIn done={asked.again} />;
  return (
    <main className="desk-middle" aria-busy={asked.state === "asking"}>
      {asked.state === "lost" && (
        <div role="alert" className="desk-card">
          <p>{t("common:unreachable")}</p>
          <button type="button" className="desk-button" onClick={asked.again}>
            {t("common:tryAgain")}
          </button>
        </div>
      )}
    </main>
  );
}
