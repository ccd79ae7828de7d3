#!/bin/sh
# Installs the Python peers into a virtual environment outside the repository; benches look for it there.
set -eu
folder=${BAILIWICK_PYTHON_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/bailiwick-peers}
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet -r "$(dirname "$0")/requirements.txt"
echo "installed into $folder"
