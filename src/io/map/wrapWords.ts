/** Breaks a text into lines of at most so many characters, between words where there are any. */
export function wrapWords(text: string, length: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of text.split(/[ \t\r\n]+/)) {
    const characters = [...word];
    if (line.length > 0 && line.length + 1 + characters.length > length) {
      lines.push(line.join(''));
      line = [];
    }
    line.push(...(line.length > 0 ? [' '] : []), ...characters);
    for (; line.length > length; line = line.slice(length)) lines.push(line.slice(0, length).join(''));
  }
  return [...lines, line.join('')];
}
