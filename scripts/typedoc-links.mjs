/**
 * A typedoc plugin: `{@link InputError}` finds the one export of that name in any room, also from a file
 * that does not import it, as an error's class is rarely imported where it is only mentioned.
 */
import { ReflectionKind } from 'typedoc';

export function load(app) {
  app.converter.addUnknownSymbolResolver((reference, reflection) => {
    const path = reference.symbolReference?.path ?? [];
    if (path.length !== 1 || reference.moduleSource !== undefined) return undefined;
    const found = reflection.project
      .getReflectionsByKind(ReflectionKind.SomeExport)
      .filter(({ name, parent }) => name === path[0].path && parent?.kindOf(ReflectionKind.Module));
    return found.length === 1 ? { target: found[0], caption: path[0].path } : undefined;
  });
}
