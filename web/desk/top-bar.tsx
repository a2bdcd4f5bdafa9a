import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import type { FeedState } from "../shared/live/feed.ts";
import { useDeskTools } from "./desk-context.ts";
import { NoticeButton } from "./notice-button.tsx";
import type { Me } from "./use-me.ts";
import type { PopupSwitch } from "./use-switch.ts";

interface TopBarProps {
  readonly me: Me;
  readonly feed: FeedState;
  readonly chosen: string;
  readonly choose: (extension: string) => void;
  readonly popups: PopupSwitch;
}

/** Whose desk it is, whether it hears, and what its agent can switch. */
export function TopBar({ me, feed, chosen, choose, popups }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <header className="desk-top">
      <img src="/bell.svg" alt="" width={26} height={26} />
      <h1>{t("desk:title")}</h1>
      <p role="status" className="desk-live" data-state={feed}>
        {t(`desk:live.${feed}`)}
      </p>
      <div className="desk-controls">
        <ExtensionChoice me={me} chosen={chosen} choose={choose} />
        <label className="desk-switch">
          <input
            type="checkbox"
            role="switch"
            checked={popups.on}
            aria-checked={popups.on}
            disabled={popups.busy}
            onChange={({ currentTarget }) => popups.turn(currentTarget.checked)}
          />
          {t("desk:opensPages")}
        </label>
        <NoticeButton />
        {me.kind === "person" && (
          // In a tab of its own: the desk may stand in a frame, where no other page is shown.
          <a className="desk-button desk-small" href="/account" target="_blank" rel="noopener" title={me.name}>
            {t("desk:account")}
          </a>
        )}
        <button
          type="button"
          className="desk-button desk-small"
          title={me.name}
          onClick={() => void ask("DELETE /api/v1/session").finally(() => location.reload())}
        >
          {t("session:signOut")}
        </button>
      </div>
    </header>
  );
}

function ExtensionChoice({ me, chosen, choose }: Pick<TopBarProps, "me" | "chosen" | "choose">) {
  const { t } = useTranslation();
  const { setUp } = useDeskTools();
  const [only, second] = me.extensions;
  if (only && !second) return <p className="desk-soft">{t("desk:extension", { number: only.number })}</p>;
  const listed = setUp?.extensions ?? [];
  if (only) {
    const nameOf = (one: typeof only) =>
      listed.find(({ connectionId, number }) => connectionId === one.connectionId && number === one.number)?.name;
    return (
      <label className="desk-extension">
        {t("desk:myExtension")}
        <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          <option value="">{t("desk:allMine")}</option>
          {me.extensions.map((one) => (
            <option key={`${one.connectionId} ${one.number}`} value={`${one.connectionId} ${one.number}`}>
              {[one.number, nameOf(one)].filter(Boolean).join(" · ")}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <label className="desk-extension">
      {t("desk:myExtension")}
      <input
        defaultValue={chosen}
        list="extensions"
        inputMode="numeric"
        autoComplete="off"
        onChange={({ currentTarget }) => choose(currentTarget.value.trim())}
      />
      <datalist id="extensions">
        {listed.map(({ connectionId, number, name }) => (
          <option key={`${connectionId} ${number}`} value={number} label={name} />
        ))}
      </datalist>
    </label>
  );
}
