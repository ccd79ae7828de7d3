export { formatTable, type TableCell, type TableColumn, type TableOptions } from './formatTable.js';
export { type CsvTable, type ReadCsvOptions, readCsv } from './readCsv.js';
export { type CsvCell, type CsvColumns, type WriteCsvOptions, writeCsv } from './writeCsv.js';
