# CMake's view of musl on Debian. What is built runs here.
set(CMAKE_C_COMPILER musl-gcc)
# Nothing is in C++.
set(CMAKE_CXX_COMPILER c++)
set(CMAKE_CXX_COMPILER_WORKS ON)
