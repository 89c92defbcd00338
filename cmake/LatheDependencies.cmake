# Every dependency is found here, once, and exposed as a target dep_NAME. ops/deploy/install.sh installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(lathe_dependency name module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${module})
  add_library(dep_${name} INTERFACE)
  target_link_libraries(dep_${name} INTERFACE PkgConfig::${name})
endfunction()

lathe_dependency(sodium libsodium)
lathe_dependency(protobufc libprotobuf-c)
lathe_dependency(zmq libzmq)
lathe_dependency(seccomp libseccomp)
lathe_dependency(sqlite sqlite3)
lathe_dependency(png libpng)
lathe_dependency(jansson jansson)
lathe_dependency(cyaml libcyaml)
lathe_dependency(yaml yaml-0.1)
lathe_dependency(pcre2 libpcre2-8)
lathe_dependency(utf8proc libutf8proc)
lathe_dependency(cairo cairo)
lathe_dependency(cmocka cmocka)

if(LATHE_WITH_OCCT)
  find_package(OpenCASCADE REQUIRED COMPONENTS FoundationClasses ModelingData ModelingAlgorithms)
  add_library(dep_occt INTERFACE)
  target_include_directories(dep_occt SYSTEM INTERFACE ${OpenCASCADE_INCLUDE_DIR})
  target_link_libraries(dep_occt INTERFACE
    TKernel TKMath TKG2d TKG3d TKGeomBase TKBRep TKGeomAlgo TKTopAlgo TKPrim TKBO TKBool TKFillet TKOffset TKFeat
    TKShHealing TKMesh TKXSBase TKSTEPBase TKSTEPAttr TKSTEP209 TKSTEP TKSTL)
endif()

if(LATHE_WITH_TORCH)
  find_package(Torch REQUIRED)
  add_library(dep_torch INTERFACE)
  target_include_directories(dep_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
  target_link_libraries(dep_torch INTERFACE ${TORCH_LIBRARIES})
endif()
