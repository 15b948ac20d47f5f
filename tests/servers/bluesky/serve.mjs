// A Bluesky server (PDS) and the directory it needs (PLC) on free ports of loopback.
// Prints one line of JSON when both answer: {"pds": URL, "plc": URL, "bypass": KEY}, where the key
// is for requests that no rate limit counts. Ends when stdin closes.
// Run as: node serve.mjs FOLDER, where FOLDER has the node_modules of package.json.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(join(process.argv[2], 'package.json'))
const { Secp256k1Keypair } = require('@atproto/crypto')
const { PDS, envToCfg, envToSecrets } = require('@atproto/pds')
const { Database, PlcServer } = require('@did-plc/server')

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const folder = await mkdtemp(join(tmpdir(), 'bluesky-'))
const rotationKey = await Secp256k1Keypair.create({ exportable: true })
const recoveryKey = await Secp256k1Keypair.create()

const plcPort = await freePort()
const plc = PlcServer.create({ db: Database.mock(), port: plcPort })
await plc.start()

const port = await freePort()
const bypass = randomBytes(16).toString('hex')
const env = {
  devMode: true,
  port,
  hostname: 'localhost',
  serviceHandleDomains: ['.test'],
  dataDirectory: folder,
  blobstoreDiskLocation: join(folder, 'blobs'),
  didPlcUrl: `http://127.0.0.1:${plcPort}`,
  recoveryDidKey: recoveryKey.did(),
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotationKey.export()).toString('hex'),
  jwtSecret: randomBytes(16).toString('hex'),
  adminPassword: randomBytes(16).toString('hex'),
  inviteRequired: false,
  disableSsrfProtection: true,
  rateLimitsEnabled: true,
  rateLimitBypassKey: bypass,
  // An AppView that does not exist: posting must not need one.
  bskyAppViewUrl: 'https://appview.invalid',
  bskyAppViewDid: 'did:example:invalid',
}
const pds = await PDS.create(envToCfg(env), envToSecrets(env))
await pds.start()

const places = { pds: `http://localhost:${port}`, plc: `http://127.0.0.1:${plcPort}`, bypass }
process.stdout.write(`${JSON.stringify(places)}\n`)

process.stdin.resume()
process.stdin.once('end', async () => {
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
})
