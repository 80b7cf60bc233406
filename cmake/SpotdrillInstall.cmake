# What is installed and where, and the Debian package of it (`make deb`).

# The man page and bash's completion are made from --help, so that they are true.
set(pages ${PROJECT_BINARY_DIR}/spotdrill.1 ${PROJECT_BINARY_DIR}/spotdrill.bash)
add_custom_command(OUTPUT ${pages} DEPENDS spotdrill ${PROJECT_SOURCE_DIR}/tools/help_pages
  COMMAND ${PROJECT_SOURCE_DIR}/tools/help_pages $<TARGET_FILE:spotdrill> ${PROJECT_VERSION}
          ${PROJECT_BINARY_DIR}
  VERBATIM)
add_custom_target(installable ALL DEPENDS ${pages} spotdrill spotdrill-init spotdrill-clock)

install(TARGETS spotdrill DESTINATION ${CMAKE_INSTALL_BINDIR})
# Both are private, for one architecture, and found from where the program is (src/host/CMakeLists.txt).
install(TARGETS spotdrill-init spotdrill-clock DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/spotdrill)
install(FILES ${PROJECT_BINARY_DIR}/spotdrill.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/spotdrill.bash RENAME spotdrill
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES README.md ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs examples DESTINATION ${CMAKE_INSTALL_DOCDIR} USE_SOURCE_PERMISSIONS
  PATTERN CMakeLists.txt EXCLUDE PATTERN __pycache__ EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "spotdrill maintainers <maintainers@spotdrill.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "rehearses EC2 Spot interruptions on this machine")
set(CPACK_PACKAGE_DESCRIPTION
"Runs a real batch job on local instances made of real processes, interrupts them
exactly as AWS does (rebalance recommendation, two-minute notice, shutdown,
replacement), and says whether the job survived and how much work it lost.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # Depends, by dpkg-shlibdeps.
# What jobs use, and what gives instances of an ordinary user more than one uid.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "awscli, python3-boto3, curl, jq, slirp4netns, uidmap")
include(CPack)
