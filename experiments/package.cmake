# The Debian package: `./dev package`. It has what `cmake --install` puts in place, so clusters and
# colleagues need no compiler; what it depends on is read from its programs by dpkg-shlibdeps.
include(GNUInstallDirs)
# What is not built, tests above all, is no part of the package; `installable` is.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/configs" DESTINATION "${CMAKE_INSTALL_DATADIR}/reprise")
install(FILES "${CMAKE_SOURCE_DIR}/README.md" "${CMAKE_SOURCE_DIR}/CITATION.cff"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${CMAKE_SOURCE_DIR}/experiments/reprise.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
# The README's links lead to the pages of the folders.
file(GLOB_RECURSE pages CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
  "${CMAKE_SOURCE_DIR}/sim/*.md" "${CMAKE_SOURCE_DIR}/recommenders/*.md"
  "${CMAKE_SOURCE_DIR}/experiments/*.md")
foreach(page ${pages})
  get_filename_component(folder "${page}" DIRECTORY)
  install(FILES "${CMAKE_SOURCE_DIR}/${page}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/${folder}")
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME reprise)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "A/B tests of music recommenders, simulated in one process")
set(CPACK_PACKAGE_CONTACT "the authors of reprise <reprise@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# gnuplot draws the figures, and every report does without.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox")
if(REPRISE_PYTHON)
  string(APPEND CPACK_DEBIAN_PACKAGE_RECOMMENDS ", python3-numpy, python3-pandas")
  # Debian's python3 looks in lib/python3 alone; the program knows the directory by its version.
  file(WRITE "${CMAKE_BINARY_DIR}/generated/reprise.pth" "/usr/${REPRISE_PYTHON_DIRECTORY}\n")
  file(WRITE "${CMAKE_BINARY_DIR}/generated/package_path.cmake"
    "file(COPY \"${CMAKE_BINARY_DIR}/generated/reprise.pth\"\n"
    "  DESTINATION \"\${CPACK_TEMPORARY_DIRECTORY}/usr/lib/python3/dist-packages\")\n")
  set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_BINARY_DIR}/generated/package_path.cmake")
  # Python keeps what it compiled beside the modules, and dpkg does not know these files.
  file(WRITE "${CMAKE_BINARY_DIR}/generated/prerm"
    "#!/bin/sh\nset -e\nrm -rf \"/usr/${REPRISE_PYTHON_DIRECTORY}/reprise/__pycache__\"\n")
  set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${CMAKE_BINARY_DIR}/generated/prerm")
  set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
endif()
# What a recommender in C++ is built with: the headers and the library need these.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "g++, make, cmake, libboost-dev, libboost-program-options-dev, \
libfmt-dev, libhwy-dev, librandom123-dev, libsimdjson-dev, libsqlite3-dev, libtbb-dev, \
libyaml-cpp-dev, zlib1g-dev, libzstd-dev, libzip-dev, libutf8proc-dev, libxxhash-dev, \
nlohmann-json3-dev, librsvg2-bin")
if(REPRISE_MPI)
  string(APPEND CPACK_DEBIAN_PACKAGE_SUGGESTS ", libboost-mpi-dev, openmpi-bin")
endif()
include(CPack)
