/** Imported first by every entry: stops with one sentence where Node is too old to run the rest. */
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Retryscope needs Node 20.19 or newer, and this is Node ${process.versions.node}.\n` +
      'What to do: install a current Node (https://nodejs.org, or `nvm install` in this folder) and try again.\n',
  )
  process.exit(1)
}
