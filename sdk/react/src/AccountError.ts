/** The account API refused, or could not be asked. */
export class AccountError extends Error {
  override readonly name = 'AccountError';

  /** The HTTP status of the answer; 0 when there was none because nobody is signed in. */
  readonly status: number;

  /** The server's name for what it refused, for example `account_center.field_not_editable`. */
  readonly code: string;

  /** What the server adds to the code, for example the rules that a password breaks. */
  readonly data: unknown;

  constructor(status: number, code: string, message: string, data?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}
