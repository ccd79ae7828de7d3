const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

/** Departs from RFC 4180 within one cell. */
export type CsvFault = 'unclosed-quote' | 'text-after-quote' | 'stray-quote' | 'line-break-in-cell';

/** Is told what a scan comes across, in the order of the text. */
export interface CsvVisitor {
  /** A record ended; `line` is where it began, from 1. */
  onRecord(cells: string[], line: number): void;
  /** A cell of the record being read departs from the rules; `cell` counts from 0. */
  onFault(fault: CsvFault, cell: number, line: number, text: string): void;
}

/** What a scan counted on its way. */
export interface CsvCounts {
  /** Records that end in a line feed, in a carriage return and a line feed, in a carriage return alone. */
  readonly lineFeeds: number;
  readonly returnLineFeeds: number;
  readonly returns: number;
  /** Lines with nothing on them, which are no records. */
  readonly blankLines: number;
  /** The first blank line, from 1; 0 for none. */
  readonly firstBlankLine: number;
}

/**
 * Cuts text into records and cells by RFC 4180, going on after every fault.
 *
 * Lines may end in LF, CR LF or CR, also mixed. A quote that is never closed ends with its line; what follows a
 * closing quote belongs to the cell; a quote inside an unquoted cell is a letter.
 *
 * @param text - the table, without byte-order mark
 * @param delimiter - one character
 * @param visitor - is told records and faults
 * @returns counts of line ends and blank lines
 * @remarks O(characters). Y. Shafranovich: Common Format and MIME Type for CSV Files, RFC 4180, 2005. Kept here
 * because none of the kept parsers measured (papaparse, d3-dsv, csv-parse) both reads mixed line ends and goes on
 * after a broken quote without dropping text.
 */
export function scanCsv(text: string, delimiter: string, visitor: CsvVisitor): CsvCounts {
  const counts = { lineFeeds: 0, returnLineFeeds: 0, returns: 0, blankLines: 0, firstBlankLine: 0 };
  const delimiterCode = delimiter.charCodeAt(0);
  let at = 0;
  let line = 1;
  let cell = 0;

  /** Ends at a delimiter, a line break or the end of the text; says whether a quote was passed. */
  function skipPlain(): boolean {
    let hasQuote = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiterCode || code === LINE_FEED || code === RETURN) break;
      if (code === QUOTE) hasQuote = true;
    }
    return hasQuote;
  }

  function readPlain(): string {
    const start = at;
    const hasQuote = skipPlain();
    const value = text.slice(start, at);
    if (hasQuote) visitor.onFault('stray-quote', cell, line, value);
    return value;
  }

  function readQuoted(): string {
    const start = at + 1;
    let close = text.indexOf('"', start);
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
    if (close < 0) {
      skipPlainLine();
      const value = text.slice(start, at);
      visitor.onFault('unclosed-quote', cell, line, value);
      return value;
    }
    let value = text.slice(start, close).replaceAll('""', '"');
    const startLine = line;
    const breaks = countLineBreaks(value);
    line += breaks;
    at = close + 1;
    skipPlain();
    if (at > close + 1) {
      value += text.slice(close + 1, at);
      visitor.onFault('text-after-quote', cell, line, value);
    }
    if (breaks > 0) visitor.onFault('line-break-in-cell', cell, startLine, value);
    return value;
  }

  function skipPlainLine(): void {
    while (at < text.length && text.charCodeAt(at) !== LINE_FEED && text.charCodeAt(at) !== RETURN) at++;
  }

  function endLine(): void {
    if (at >= text.length) return;
    line++;
    if (text.charCodeAt(at) === LINE_FEED) {
      counts.lineFeeds++;
      at += 1;
    } else if (text.charCodeAt(at + 1) === LINE_FEED) {
      counts.returnLineFeeds++;
      at += 2;
    } else {
      counts.returns++;
      at += 1;
    }
  }

  while (at < text.length) {
    const first = text.charCodeAt(at);
    if (first === LINE_FEED || first === RETURN) {
      counts.blankLines++;
      if (counts.firstBlankLine === 0) counts.firstBlankLine = line;
      endLine();
      continue;
    }
    const startLine = line;
    const cells: string[] = [];
    for (cell = 0; ; cell++, at++) {
      cells.push(text.charCodeAt(at) === QUOTE ? readQuoted() : readPlain());
      if (text.charCodeAt(at) !== delimiterCode) break;
    }
    visitor.onRecord(cells, startLine);
    endLine();
  }
  return counts;
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LINE_FEED || (code === RETURN && text.charCodeAt(i + 1) !== LINE_FEED)) count++;
  }
  return count;
}
