/** Visible texts whose contrast is less than WCAG's level AA asks for, with what it is. */
export function weakTexts(): string[];
/** What has the focus: its label, id or text. */
export function focused(): string;
/** The page's background. */
export function background(): string;
/** Of what the page shows, scrolled or not. */
export function contentWidth(): number;
/** Of the minimal client, which is part of the page: all that it tells, until it's disconnected. */
export function minimalClientLines(url: string): Promise<string[]>;
