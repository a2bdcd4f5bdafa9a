/** Why there is nothing to listen to. */
export type ListenProblem = "unknown" | "expired" | "revoked" | "later" | "gone" | "guessing";

const LANGUAGES = ["en", "th"] as const;
type Language = (typeof LANGUAGES)[number];

export const PROBLEM_STATUS: Readonly<Record<ListenProblem, number>> = {
  unknown: 404,
  expired: 410,
  revoked: 410,
  later: 503,
  gone: 410,
  guessing: 429,
};

const SENTENCES: Readonly<Record<ListenProblem, Readonly<Record<Language, readonly [string, string]>>>> = {
  unknown: {
    en: ["There is no such recording", "Check that the whole address was copied."],
    th: ["ไม่มีไฟล์บันทึกเสียงนี้", "โปรดตรวจสอบว่าคัดลอกที่อยู่ครบถ้วน"],
  },
  expired: {
    en: ["This link has expired", "Ask whoever runs the telephones for the recording."],
    th: ["ลิงก์นี้หมดอายุแล้ว", "โปรดขอไฟล์บันทึกเสียงจากผู้ดูแลระบบโทรศัพท์"],
  },
  revoked: {
    en: ["This link has been withdrawn", "Ask whoever runs the telephones for the recording."],
    th: ["ลิงก์นี้ถูกยกเลิกแล้ว", "โปรดขอไฟล์บันทึกเสียงจากผู้ดูแลระบบโทรศัพท์"],
  },
  later: {
    en: ["The recording is not ready yet", "Try again in a moment."],
    th: ["ไฟล์บันทึกเสียงยังไม่พร้อม", "โปรดลองอีกครั้งในอีกสักครู่"],
  },
  gone: {
    en: ["The recording is gone", "The telephone system does not have it any more, or it is no longer kept."],
    th: ["ไม่มีไฟล์บันทึกเสียงนี้แล้ว", "ระบบโทรศัพท์ไม่มีไฟล์นี้แล้ว หรือพ้นระยะเวลาจัดเก็บ"],
  },
  guessing: {
    en: ["Too many wrong addresses", "Wait a few minutes, then try again."],
    th: ["ที่อยู่ไม่ถูกต้องหลายครั้งเกินไป", "โปรดรอสักสองสามนาทีแล้วลองอีกครั้ง"],
  },
};

/** A small page for people, in the language that their browser asks for first. It holds nothing that was sent. */
export function toProblemPage(problem: ListenProblem, acceptLanguage: string | undefined): string {
  const language = chooseLanguage(acceptLanguage);
  const [title, text] = SENTENCES[problem][language];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}h1{font-size:1.5rem}</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
}

function chooseLanguage(header = ""): Language {
  const wished = header
    .split(",")
    .map((part, at) => {
      const [tag = "", ...parameters] = part.split(";").map((one) => one.trim().toLowerCase());
      const weight = Number(/^q=([\d.]+)$/.exec(parameters[0] ?? "")?.[1] ?? 1);
      return { language: tag.split("-")[0], weight, at };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at);
  for (const { language } of wished) {
    const known = LANGUAGES.find((one) => one === language);
    if (known) return known;
  }
  return "en";
}
