export { type CallOptions, type Connection, connect } from './connect.js';
export type { Port } from './port.js';
export { type ServeOptions, serve, type Tasks } from './serve.js';
