export { type CallOptions, type Connection, connect } from './connect.js';
export type { Port } from './port.js';
export { type ServeOptions, type Server, serve, type Tasks } from './serve.js';
