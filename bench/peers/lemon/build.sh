#!/bin/sh
# Builds the reference for bench/seats.bench.mjs. Needs a C++ compiler and LEMON's headers (Debian: liblemon-dev).
set -eu
cd "$(dirname "$0")"
mkdir -p ../../out
${CXX:-g++} -O2 -std=c++17 seats.cpp -o ../../out/lemon-seats
