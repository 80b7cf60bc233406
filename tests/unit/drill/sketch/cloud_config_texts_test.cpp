#include "drill/sketch/cloud_config_texts.hpp"

#include <gmock/gmock.h>

#include "base/base64.hpp"

namespace spotdrill::drill::sketch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(CloudConfigTexts, ShowWhatLinesDoNot) {
  const std::string config =
      "#cloud-config\nwrite_files:\n- {path: /opt/run.py, encoding: b64, content: " +
      base64_encode("print('step')\n") +
      "}\n- {path: /opt/plain, content: seen as it stands}\n"
      "runcmd:\n- [aws, s3, cp, a, b]\n- echo seen as it stands\n";
  EXPECT_THAT(cloud_config_texts("u.yaml", config),
              ElementsAre(Pair("u.yaml: /opt/run.py", "print('step')\n"),
                          Pair("u.yaml: runcmd", "aws s3 cp a b\n")));
}

TEST(CloudConfigTexts, WhatIsNoneGivesNothing) {
  for (const char* text : {"#!/bin/sh\nruncmd: [[a]]\n", "#cloud-config\n- a\n", "#cloud-config\n",
                           "#cloud-config\nruncmd: {a: [\n", "#cloud-config\nwrite_files: [1]\n",
                           "#cloud-config\nwrite_files: 3\nruncmd: {a: b}\n"}) {
    EXPECT_THAT(cloud_config_texts("u.yaml", text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace spotdrill::drill::sketch
