#include "host/mime.hpp"

#include <gtest/gtest.h>

namespace spotdrill {
namespace {

TEST(Mime, ArchiveIsToldByItsFirstLine) {
  EXPECT_TRUE(is_mime_archive("Content-Type: multipart/mixed; boundary=x\n"));
  EXPECT_TRUE(is_mime_archive("mime-version: 1.0\n"));
  EXPECT_FALSE(is_mime_archive("#!/bin/sh\n# MIME-Version: 1.0\n"));
}

TEST(Mime, ArchivesWithinArchivesAreReadToSomeDepth) {
  std::string text = "Content-Type: text/plain\n\nleaf";
  for (int depth = 0; depth < 3; ++depth) {
    const std::string mark = "b" + std::to_string(depth);
    text = "Content-Type: multipart/mixed; boundary=" + mark + "\n\n--" + mark + "\n" + text +
           "\n--" + mark + "--\n";
  }
  const auto parts = read_mime_parts(text, 10);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].body, "leaf");
}

TEST(Mime, PartsAreBounded) {
  std::string text = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int part = 0; part < 100; ++part) text += "--b\n\nx\n";
  EXPECT_EQ(read_mime_parts(text + "--b--\n", 7).size(), 7U);
}

}  // namespace
}  // namespace spotdrill
