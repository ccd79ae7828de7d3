/** SHA-256 of the script, as a content security policy names it; a test computes it anew. */
export const SCRIPT_HASH = 'sha256-UGAd846074K+AC2noxzlaEZS8glVmjsxBzAyKFxw4ts=';

/** SHA-256 of the style, as a content security policy names it; a test computes it anew. */
export const STYLE_HASH = 'sha256-F+AGjMqxdjdDri+n/XRyWS7E3znOdKOCnf/BLqwFamY=';
