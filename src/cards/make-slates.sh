#!/usr/bin/env bash
# Makes the slates shipped in src/main/resources/masthead/slates. Run by hand; its results are committed. See slate.sh.
set -euo pipefail
cd "$(dirname "$0")"
slate() { ./slate.sh "${@:2}" "../main/resources/masthead/slates/$1.ts"; }

slate channel-offline --colour 0xdc2626 --second 'There is no picture at the moment. Please try again later.' 'Channel offline'
slate one-moment --colour 0xf59e0b --dots 3 --second 'The picture will be back soon.' 'One moment, please'
slate too-many-connections --colour 0xf59e0b --second 'This account is in use on other devices.' 'Too many connections'
slate account-expired --colour 0x2563eb --second 'Please renew it with your provider.' 'Account expired'
slate account-disabled --colour 0x64748b --second 'Please ask your provider.' 'Account disabled'
