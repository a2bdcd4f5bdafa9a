/** Q.850 causes by FreeSWITCH's names → why a leg is over. Others say nothing about who hung up. */
export const REASON_OF_CAUSE: Readonly<Record<string, string>> = {
  NORMAL_CLEARING: "hung-up",
  USER_BUSY: "busy",
  NO_ANSWER: "no-answer",
  NO_USER_RESPONSE: "no-answer",
  ALLOTTED_TIMEOUT: "no-answer",
  PROGRESS_TIMEOUT: "no-answer",
  ORIGINATOR_CANCEL: "no-answer",
  USER_NOT_REGISTERED: "no-answer",
  SUBSCRIBER_ABSENT: "no-answer",
  CALL_REJECTED: "declined",
  LOSE_RACE: "answered-elsewhere",
  PICKED_OFF: "answered-elsewhere",
  BLIND_TRANSFER: "transferred",
  ATTENDED_TRANSFER: "transferred",
  "*": "",
};

/** The same → how a call ended that was never bridged to anybody. */
export const DISPOSITION_OF_CAUSE: Readonly<Record<string, string>> = {
  NORMAL_CLEARING: "no-answer",
  USER_BUSY: "busy",
  NO_ANSWER: "no-answer",
  NO_USER_RESPONSE: "no-answer",
  ALLOTTED_TIMEOUT: "no-answer",
  PROGRESS_TIMEOUT: "no-answer",
  ORIGINATOR_CANCEL: "no-answer",
  USER_NOT_REGISTERED: "no-answer",
  SUBSCRIBER_ABSENT: "no-answer",
  CALL_REJECTED: "no-answer",
  "*": "failed",
};

/**
 * Whether the other side ended a call, by what its SIP channel says: it withdrew its call, or hung up. A call that was never answered is
 * given up so.
 */
export const IS_GIVEN_UP: Readonly<Record<string, string>> = { recv_cancel: "true", recv_bye: "true", "*": "" };
