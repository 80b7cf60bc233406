#include "host/user_data.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <array>

#include "base/base64.hpp"

namespace spotdrill {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST(UserData, ScriptIsTakenByteForByte) {
  const std::string script = "#!/usr/bin/env python3\nprint('x')\r\n\n";
  EXPECT_THAT(read_user_data(script).scripts, ElementsAre(script));
  EXPECT_THAT(read_user_data(gzip(script)).scripts, ElementsAre(script));
  EXPECT_THAT(read_user_data("\n  " + script).scripts, ElementsAre(script));
}

TEST(UserData, NothingIsNothing) {
  for (const char* text : {"", "  \n"}) {
    EXPECT_THAT(read_user_data(text).scripts, IsEmpty());
    EXPECT_THAT(read_user_data(text).notices, IsEmpty());
  }
}

TEST(UserData, WhatIsNoScriptIsReportedAsByCloudInit) {
  EXPECT_THAT(read_user_data("echo hello").notices,
              ElementsAre(HasSubstr("Unhandled non-multipart (text/x-not-multipart) userdata")));
  EXPECT_THAT(read_user_data("#cloud-config\nruncmd: []").notices,
              ElementsAre(HasSubstr("#cloud-config takes cloud-init")));
  EXPECT_THAT(read_user_data("#include\nhttp://x").notices,
              ElementsAre(HasSubstr("#include takes cloud-init")));
  EXPECT_THAT(read_user_data("\x1f\x8bnonsense").notices, ElementsAre(HasSubstr("gzipped")));
}

// Goal: a few bytes must not become a memory full of zeros.
TEST(UserData, GzipBombIsRefused) {
  const UserData found = read_user_data(gzip(std::string(64 << 20, '\0')));
  EXPECT_THAT(found.scripts, IsEmpty());
  EXPECT_THAT(found.notices, ElementsAre(HasSubstr("cannot be unpacked")));
}

// Goal: only what cloud-init would have done is missing here.
TEST(UserData, WhatCloudInitWouldHaveTakenIsUnavailable) {
  const UserData include = read_user_data("#include\nhttps://example.com/setup.sh\n");
  ASSERT_EQ(include.unavailable.size(), 1U);
  EXPECT_EQ(include.unavailable[0].what, "#include");
  EXPECT_TRUE(read_user_data("hello\n").unavailable.empty());
  EXPECT_TRUE(read_user_data("#!/bin/sh\n").unavailable.empty());
}

TEST(UserData, ArchiveGivesItsScriptsInOrder) {
  const std::string archive =
      "Content-Type: multipart/mixed;\r\n boundary=\"==BOUNDARY==\"\r\nMIME-Version: 1.0\r\n\r\n"
      "preamble\r\n"
      "--==BOUNDARY==\r\nContent-Type: text/x-shellscript; charset=\"us-ascii\"\r\n\r\n"
      "#!/bin/sh\necho one\n\r\n"
      "--==BOUNDARY==\r\nContent-Type: text/cloud-config\r\n\r\nruncmd: []\r\n"
      "--==BOUNDARY==\r\nContent-Type: text/x-shellscript\r\nContent-Transfer-Encoding: base64\r\n"
      "\r\n" +
      base64_encode("#!/bin/sh\necho two\n") +
      "\r\n--==BOUNDARY==\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "Content-Type: text/x-shellscript\r\n\r\n#!/bin/sh\r\necho =33=\r\n4\r\n"
      "--==BOUNDARY==--\r\nepilogue\r\n";
  const UserData found = read_user_data(archive);
  EXPECT_THAT(found.scripts, ElementsAre("#!/bin/sh\necho one\n", "#!/bin/sh\necho two\n",
                                         "#!/bin/sh\r\necho 34"));
  EXPECT_THAT(found.notices, ElementsAre(HasSubstr("text/cloud-config")));
  ASSERT_EQ(found.unavailable.size(), 1U);
  EXPECT_EQ(found.unavailable[0].kind, "user-data");
  EXPECT_EQ(found.unavailable[0].what, "#cloud-config");
  EXPECT_EQ(read_user_data(gzip(archive)).scripts, found.scripts);
}

TEST(UserData, ArchiveWithoutBoundaryOrEndDoesNoHarm) {
  EXPECT_THAT(read_user_data("Content-Type: multipart/mixed\n\nx").scripts, IsEmpty());
  EXPECT_THAT(read_user_data("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                             "Content-Type: text/x-shellscript\n\n#!/bin/sh\n")
                  .scripts,
              ElementsAre("#!/bin/sh\n"));
}

}  // namespace
}  // namespace spotdrill
