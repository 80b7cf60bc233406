#include "drill/readings/upload_facts.hpp"

#include <gtest/gtest.h>

#include "drill/readings/fact_reader.hpp"

namespace spotdrill::drill {
namespace {

client::ServerFact fact(const char* kind, int at, json::object details) {
  return {.at = Instant{1s * at}, .resource = "i-1", .kind = kind, .details = std::move(details)};
}

TEST(UploadFacts, AnUploadIsOneFromItsBeginningToItsEnd) {
  Observation seen;
  seen.instances.push_back({.id = "i-1"});
  const auto phase = [](const char* name, int sent) {
    return json::object{
        {"upload", "put-1"}, {"key", "b/k"}, {"phase", name}, {"bytes", 100}, {"sent", sent}};
  };
  apply_fact(seen, fact("s3-upload", 1, phase("begun", 0)));
  apply_fact(seen, fact("s3-upload", 2, phase("progress", 40)));
  EXPECT_EQ(apply_fact(seen, fact("s3-upload", 3, phase("cut-off", 50))),
            "upload of s3://b/k cut off at 50 bytes of 100 bytes");
  ASSERT_EQ(seen.instances[0].uploads.size(), 1U);
  const UploadSeen& upload = seen.instances[0].uploads[0];
  EXPECT_EQ(upload.end, UploadSeen::End::CutOff);
  EXPECT_EQ(upload.begun, Instant{1s});
  EXPECT_EQ(upload.ended, Instant{3s});
  EXPECT_EQ(upload.sent, 50U);
  apply_fact(seen, fact("s3-upload", 3, {{"upload", "?"}, {"phase", "complete"}}));
  EXPECT_EQ(seen.instances[0].uploads.size(), 1U) << "one that nobody saw begin";
}

TEST(UploadFacts, ATornFileAndAReadAreNoted) {
  Observation seen;
  seen.instances.push_back({.id = "i-1"});
  apply_fact(seen, fact("s3-upload", 1, {{"upload", "u"}, {"key", "b/k"}, {"phase", "begun"}}));
  apply_fact(seen, fact("s3-upload-torn", 2,
                        {{"upload", "u"},
                         {"file", "/root/k"},
                         {"process", "sh"},
                         {"bytes", 3},
                         {"file_bytes", 9}}));
  apply_fact(seen, fact("s3-read", 3, {{"key", "b/k"}}));
  EXPECT_EQ(seen.instances[0].uploads[0].written_file, "/root/k");
  EXPECT_EQ(seen.instances[0].uploads[0].file_bytes, 9U);
  EXPECT_EQ(seen.instances[0].objects_read, std::vector<std::string>{"b/k"});
}

}  // namespace
}  // namespace spotdrill::drill
