#include "apps/s3_traffic.hpp"

#include <gtest/gtest.h>

#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::apps {
namespace {

constexpr Instant first_byte_at{1'800'000'000s};

struct InstancesKey : wire::CredentialSource {
  [[nodiscard]] std::optional<wire::Credential> find(std::string_view id) const override {
    if (id != "ASIA1") return std::nullopt;
    return wire::Credential{.access_key_id = "ASIA1",
                            .arn = "arn:aws:sts::123456789012:assumed-role/job/i-1"};
  }
};

protocol::HttpRequest request(const char* method, const char* target, const char* key = "ASIA1") {
  protocol::HttpRequest head{.method = method, .target = target};
  head.headers.set("Host", "s3.us-east-1.amazonaws.com");
  head.headers.set("Authorization",
                   std::string{"AWS4-HMAC-SHA256 Credential="} + key +
                       "/20270115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0");
  return head;
}

/// S3's traffic of instance i-1, over a line of 1 MB/s.
struct Line {
  MemoryStore store;
  sim::VirtualTime time{first_byte_at};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  InstancesKey keys;
  std::shared_ptr<S3Traffic> traffic = std::make_shared<S3Traffic>(
      world, keys, S3Pace{{.bytes_per_second = 1'000'000}}, S3Traffic::Threads{});

  void answer(const char* method, const char* target, std::string body = {},
              std::uint64_t length = 0) const {
    const auto transfer = traffic->begin(request(method, target), length);
    protocol::HttpResponse response;
    response.body = std::move(body);
    transfer->answered(response);
  }

  /// "begun 100/0 complete 100/100": phase, bytes and what was sent, of every upload.
  [[nodiscard]] std::string uploads() const {
    std::string text;
    for (const Fact& fact : journal.facts()) {
      if (fact.kind != "s3-upload") continue;
      text += std::string{string_at(fact.details, "phase")} + " " +
              std::to_string(fact.details.at("bytes").to_number<int>()) + "/" +
              std::to_string(fact.details.at("sent").to_number<int>()) + " ";
    }
    return text;
  }
};

TEST(S3Traffic, AnObjectBeginsWithItsHeadAndIsThereWhenItIsAnswered) {
  const Line line;
  line.answer("PUT", "/b/deep/a%20key", {}, 100);
  EXPECT_EQ(line.uploads(), "begun 100/0 complete 100/100 ");
  EXPECT_EQ(line.journal.facts()[0].resource, "i-1");
  EXPECT_EQ(string_at(line.journal.facts()[0].details, "key"), "b/deep/a key");
}

TEST(S3Traffic, WhoGoesInTheMiddleIsCutOff) {
  const Line line;
  {
    const auto transfer = line.traffic->begin(request("PUT", "/b/k"), 2'000'000);
    EXPECT_EQ(transfer->took(500'000), first_byte_at + 500ms);
  }
  EXPECT_EQ(line.uploads(), "begun 2000000/0 cut-off 2000000/500000 ");
}

TEST(S3Traffic, PartsAreOneUpload) {
  Line line;
  line.answer("POST", "/b/k?uploads", "<R><UploadId>U1</UploadId></R>");
  line.time.run_for(2s);
  line.answer("PUT", "/b/k?partNumber=1&uploadId=U1", {}, 8);
  line.answer("PUT", "/b/k?partNumber=2&uploadId=U1", {}, 4);
  line.answer("POST", "/b/k?uploadId=U1");
  EXPECT_EQ(line.uploads(), "begun 0/0 progress 8/8 complete 12/12 ");
}

TEST(S3Traffic, WhatCameOfAPartThatWasCutOffIsTold) {
  Line line;
  line.answer("POST", "/b/k?uploads", "<R><UploadId>U1</UploadId></R>");
  line.answer("PUT", "/b/k?partNumber=1&uploadId=U1", {}, 800);
  {
    const auto transfer = line.traffic->begin(request("PUT", "/b/k?partNumber=2&uploadId=U1"), 400);
    (void)transfer->took(100);
  }
  EXPECT_EQ(line.uploads(), "begun 0/0 progress 1200/900 ");
}

TEST(S3Traffic, WhatIsNoInstancesMattersToNobody) {
  const Line line;
  EXPECT_EQ(line.traffic->begin(request("PUT", "/b/k", "AKIA1"), 5), nullptr);
  protocol::HttpRequest other = request("POST", "/");
  other.headers.set("Authorization",
                    "AWS4-HMAC-SHA256 Credential=ASIA1/20270115/us-east-1/ec2/"
                    "aws4_request, SignedHeaders=host, Signature=0");
  EXPECT_EQ(line.traffic->begin(other, 5), nullptr);
}

TEST(S3Traffic, AKeyThatIsReadIsToldOnce) {
  const Line line;
  line.answer("GET", "/b/k", "bytes");
  line.answer("GET", "/b/k", "bytes");
  line.answer("GET", "/b?list-type=2", "<List/>");
  ASSERT_EQ(line.journal.facts().size(), 1U);
  EXPECT_EQ(line.journal.facts()[0].kind, "s3-read");
}

}  // namespace
}  // namespace spotdrill::apps
