export { accountsToGeoJson, type GeoJsonPoint } from './accountsToGeoJson.js';
export type { AreaCollection, AreaFeature, Polygons, Ring } from './areaCollection.js';
export { escapeMarkup } from './escapeMarkup.js';
export { formatTable, type TableCell, type TableColumn, type TableOptions } from './formatTable.js';
export { drawMap, type MapOptions } from './map/drawMap.js';
export { type CsvTable, type ReadCsvOptions, readCsv } from './readCsv.js';
export { type ReportOptions, type ReportRow, writeReport } from './report/writeReport.js';
export type { MapCentre } from './shape/projection.js';
export {
  type ShapeInput,
  shapeTerritories,
  type TerritoryShape,
  type TerritoryShapes,
} from './shape/shapeTerritories.js';
export {
  type GeoJsonCollection,
  type GeoJsonFeature,
  type GeoJsonMultiPolygon,
  type GeoJsonProperties,
  territoriesToGeoJson,
} from './territoriesToGeoJson.js';
export { type CsvCell, type CsvColumns, type WriteCsvOptions, writeCsv } from './writeCsv.js';
