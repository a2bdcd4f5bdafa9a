/** The key in `meta` of when the store was restored from a backup whose server may have lived on; milliseconds since 1970. */
export const RESTORED_AT = "restored_at";
