/** `self-signed` fails TLS unless the skill asks to be insecure. */
export type Certificate = "valid" | "self-signed";
