const EN = {
  language: "en",
  connected: "Connected",
  notConnected: "Not connected",
  unknown: "This link is not known, was used already, or is older than 10 minutes. Begin to connect again.",
  refused: (reason: string) => `The helpdesk refused: ${reason}.`,
  done: (id: string) => `Integration "${id}" is connected. You can close this page.`,
};

const TH: typeof EN = {
  language: "th",
  connected: "เชื่อมต่อแล้ว",
  notConnected: "เชื่อมต่อไม่สำเร็จ",
  unknown: "ไม่รู้จักลิงก์นี้ ลิงก์ถูกใช้ไปแล้ว หรือเก่ากว่า 10 นาที โปรดเริ่มเชื่อมต่อใหม่",
  refused: (reason) => `ระบบช่วยเหลือปฏิเสธ: ${reason}`,
  done: (id) => `เชื่อมต่อ "${id}" แล้ว ปิดหน้านี้ได้`,
};

/** What the page says on which a browser ends that came back from the helpdesk, in the language that the browser asks for. */
export function connectWords(acceptLanguage: string | undefined): typeof EN {
  return acceptLanguage?.trim().toLowerCase().startsWith("th") ? TH : EN;
}
