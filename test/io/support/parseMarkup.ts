/** An element of a document that is well formed as XML and valid as HTML. */
export interface MarkupElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (MarkupElement | string)[];
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Reads a document strictly: every element closed, every attribute quoted, no bare `<` or `&`; throws otherwise. */
export function parseMarkup(text: string): MarkupElement {
  const root: MarkupElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let rest = text.replace(/^<!doctype html>/, '');
  while (rest !== '') {
    const inside = open.at(-1)!;
    if (inside.name === 'script' || inside.name === 'style') {
      const end = rest.search(new RegExp(`</${inside.name}`, 'i'));
      if (end < 0) throw new Error(`${inside.name} does not end`);
      inside.children.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    const content = /^[^<]+/.exec(rest);
    if (content !== null) {
      inside.children.push(decode(content[0]));
      rest = rest.slice(content[0].length);
      continue;
    }
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<]*")?)*)\s*(\/?)>/.exec(rest);
    if (tag === null) throw new Error(`no tag: ${rest.slice(0, 60)}`);
    const [all, closes, name, attributes, empty] = tag;
    rest = rest.slice(all.length);
    if (closes !== '') {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const element: MarkupElement = { name, attributes: readAttributes(attributes), children: [] };
    inside.children.push(element);
    if (empty === '') open.push(element);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value = ''] of text.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)) {
    if (Object.hasOwn(attributes, name)) throw new Error(`${name} stands twice`);
    attributes[name] = decode(value);
  }
  return attributes;
}

function decode(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML forbids is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw new Error('control character');
  return text.replace(/&([^;]*;?)/g, (_, name: string) => {
    const character = name.endsWith(';') ? NAMED[name.slice(0, -1)] : undefined;
    if (character === undefined) throw new Error(`&${name} is no entity`);
    return character;
  });
}

/** All elements of a name, in the order of the document. */
export function findAll(element: MarkupElement, name: string): MarkupElement[] {
  return allElements(element).filter((child) => child.name === name);
}

/** All elements, in the order of the document. */
export function allElements(element: MarkupElement): MarkupElement[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [child, ...allElements(child)],
  );
}

/** The text of an element and of what it holds. */
export function textOf(element: MarkupElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
