# What is installed and where, and the Debian package of it (`make deb`).

# The man page and the shells' completion are made from --help, so that they are true; the README is ours without
# what only the sources have.
set(pages ${PROJECT_BINARY_DIR}/spotdrill.1 ${PROJECT_BINARY_DIR}/spotdrill.bash ${PROJECT_BINARY_DIR}/_spotdrill
  ${PROJECT_BINARY_DIR}/spotdrill.fish ${PROJECT_BINARY_DIR}/README.md)
add_custom_command(OUTPUT ${pages}
  DEPENDS spotdrill ${PROJECT_SOURCE_DIR}/tools/help_pages ${PROJECT_SOURCE_DIR}/README.md
  COMMAND ${PROJECT_SOURCE_DIR}/tools/help_pages $<TARGET_FILE:spotdrill> ${PROJECT_VERSION}
          ${PROJECT_BINARY_DIR}
  VERBATIM)
add_custom_target(installable ALL DEPENDS ${pages} spotdrill spotdrill-init spotdrill-clock
  spotdrill-checkpoint)

install(TARGETS spotdrill DESTINATION ${CMAKE_INSTALL_BINDIR})
# Both are private, for one architecture, and found from where the program is (src/host/CMakeLists.txt).
install(TARGETS spotdrill-init spotdrill-clock DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/spotdrill)
install(FILES ${PROJECT_BINARY_DIR}/spotdrill.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/spotdrill.bash RENAME spotdrill
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
# Debian's zsh looks into vendor-completions, others into site-functions.
install(FILES ${PROJECT_BINARY_DIR}/_spotdrill DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${PROJECT_BINARY_DIR}/_spotdrill DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${PROJECT_BINARY_DIR}/spotdrill.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${PROJECT_BINARY_DIR}/README.md ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES models/operations.json DESTINATION ${CMAKE_INSTALL_DOCDIR}/models)  # The README's list of operations.
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES src/checkpoint/README.md src/checkpoint/example.c
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/src/checkpoint)  # Where the links of the others lead.
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
