/** What comes back of text, bytes and many frames, in order. */
export function echoes(url: string): Promise<{
  text: string;
  bytes: number[];
  inOrder: boolean;
  closed: boolean;
  afterwards: string;
}>;
/** Why a server closed, or the error of connecting. */
export function ending(url: string): Promise<string>;
