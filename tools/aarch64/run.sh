#!/usr/bin/env bash
# Runs a program for 64-bit ARM with QEMU, which emulates the processor and passes what the program asks of the system on to this
# one: run.sh PROGRAM [ARGUMENT...]. cargo and CTest start this for each program.
exec qemu-aarch64 -L /usr/aarch64-linux-gnu "$@"
