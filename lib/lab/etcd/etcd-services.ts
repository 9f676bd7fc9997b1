/** Plain grpc-js service clients of etcd, made from the proto files that etcd3 ships. Loaded once. */
import * as grpc from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import type { Services } from 'etcd3'
import { createRequire } from 'node:module'
import path from 'node:path'

export type ServiceName = keyof typeof Services

type UnaryMethod = (
  payload: unknown,
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
  callback: (error: grpc.ServiceError | null, reply: unknown) => void,
) => grpc.ClientUnaryCall

export type StreamMethod = (
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
) => grpc.ClientDuplexStream<unknown, unknown>

/** A service client whose methods are called by name. */
export type ServiceClient = grpc.Client & Record<string, UnaryMethod>

interface ServiceConstructor {
  new (address: string, credentials: grpc.ChannelCredentials, options: grpc.ClientOptions): ServiceClient
  service: grpc.ServiceDefinition
}

let loaded: Record<ServiceName, ServiceConstructor> | undefined

/** The constructor of one of etcd's services. */
export function etcdService(name: ServiceName): ServiceConstructor {
  loaded ??= load()
  return loaded[name]
}

/**
 * The size of a request's message as it travels, without gRPC's and HTTP/2's own bytes.
 * @param method as the service client calls it: put, range, txn
 */
export function messageBytes(name: ServiceName, method: string, payload: unknown): number {
  const definition = Object.values(etcdService(name).service).find(
    ({ originalName }) => originalName === method,
  )
  if (!definition) throw new Error(`etcd's ${name} service has no method ${method}`)
  return definition.requestSerialize(payload).length
}

function load(): Record<ServiceName, ServiceConstructor> {
  const etcd3Folder = path.dirname(createRequire(import.meta.url).resolve('etcd3/package.json'))
  // The options etcd3 itself loads them with: its types describe replies of this shape.
  const definition = loadSync(path.join(etcd3Folder, 'proto/rpc.proto'), {
    keepCase: true,
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  })
  const root = grpc.loadPackageDefinition(definition)
  // grpc-js types its package tree loosely; the names are those of the proto file.
  return root.etcdserverpb as unknown as Record<ServiceName, ServiceConstructor>
}
