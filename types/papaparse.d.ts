/**
 * The part of papaparse that `io` uses. The published types pull Node's and the DOM's globals into every
 * file, which would hide a use of either in `src`.
 */
declare module 'papaparse' {
  interface ParseError {
    type: 'Quotes' | 'Delimiter' | 'FieldMismatch';
    code: 'MissingQuotes' | 'InvalidQuotes' | 'UndetectableDelimiter' | 'TooFewFields' | 'TooManyFields';
    message: string;
    /** Index of the record in `data`, from 0, the header included. */
    row?: number;
    /** Offset in characters where the field begins. */
    index?: number;
  }

  interface ParseMeta {
    delimiter: string;
    linebreak: string;
    aborted: boolean;
    truncated: boolean;
    cursor: number;
  }

  interface ParseResult<Row> {
    data: Row[];
    errors: ParseError[];
    meta: ParseMeta;
  }

  /** What a `step` callback gets: one record in `data`. */
  interface ParseStepResult<Row> {
    data: Row;
    errors: ParseError[];
    meta: ParseMeta;
  }

  interface ParseOptions {
    delimiter?: string;
    newline?: '\r' | '\n' | '\r\n';
    quoteChar?: string;
    escapeChar?: string;
    comments?: false | string;
    preview?: number;
    skipEmptyLines?: boolean | 'greedy';
    delimitersToGuess?: string[];
  }

  interface Parser {
    abort(): void;
  }

  interface UnparseOptions {
    quotes?: boolean | boolean[];
    quoteChar?: string;
    escapeChar?: string;
    delimiter?: string;
    newline?: string;
    header?: boolean;
    columns?: string[];
    skipEmptyLines?: boolean | 'greedy';
    /** Prefixes cells that a spreadsheet would run as a formula. */
    escapeFormulae?: boolean | RegExp;
  }

  interface Papa {
    parse(text: string, options?: ParseOptions & { header?: false }): ParseResult<string[]>;
    parse(
      text: string,
      options: ParseOptions & {
        header?: false;
        step: (result: ParseStepResult<string[]>, parser: Parser) => void;
      },
    ): void;
    unparse(rows: readonly (readonly unknown[])[], options?: UnparseOptions): string;
    unparse(
      table: { fields: readonly string[]; data: readonly (readonly unknown[])[] },
      options?: UnparseOptions,
    ): string;
  }

  const papa: Papa;
  export default papa;
}
