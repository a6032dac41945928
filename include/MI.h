/*
 * MI.h: the name under which programs on Unix include the interface. MIT OR Apache-2.0.
 */
#include "mi.h"
