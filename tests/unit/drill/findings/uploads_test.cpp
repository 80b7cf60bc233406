#include "drill/findings/uploads.hpp"

#include <gmock/gmock.h>

#include "drill/observations.hpp"

namespace spotdrill::drill {
namespace {

using testing::HasSubstr;
using End = UploadSeen::End;

std::optional<Finding> told(FindingRule rule, const Observation& seen) {
  const Definition definition;
  const Work work = model_work(seen);
  return rule({definition, seen, work.interruptions.at(0), seen.instances.at(0), work,
               work.instances.at(0)});
}

UploadSeen upload(const char* key, double begun, std::optional<double> ended, End end,
                  std::uint64_t bytes, std::uint64_t sent) {
  UploadSeen seen{
      .id = key, .key = key, .begun = second(begun), .end = end, .bytes = bytes, .sent = sent};
  if (ended) seen.ended = second(*ended);
  return seen;
}

/// handled_well(), but that the last save never got there: 20 of 55 are saved.
Observation unsaved() {
  Observation seen = handled_well();
  InstanceTimeline& first = seen.instances[0];
  first.saved = {{second(20), 20}};
  first.user_data_ended = second(171);
  first.user_data_end = ProcessEnd{.signalled = true, .value = 15};
  InstanceTimeline& next = seen.instances[1];
  next.progress = steady(173, 253, 20, 1);
  return seen;
}

TEST(Uploads, OneThatDoesNotFitIntoTheNoticeIsUnfinished) {
  Observation seen = unsaved();
  seen.instances[0].uploads = {upload("b/state", 55, 170, End::CutOff, 40'000'000, 23'000'000)};
  const auto finding = told(upload_unfinished, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("23 MB were there of 40 MB, 17 MB and 1m25s"));
  EXPECT_FALSE(told(upload_began_too_late, seen)) << "it takes 200 s";
}

TEST(Uploads, OneThatWouldHaveFittedBeganTooLate) {
  Observation seen = unsaved();
  seen.instances[0].uploads = {upload("b/state", 150, 170, End::CutOff, 20'000'000, 10'000'000)};
  const auto finding = told(upload_began_too_late, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("1m40s after the notice"));
}

TEST(Uploads, APartedOneIsMeasuredByTheOneBefore) {
  Observation seen = unsaved();
  seen.instances[0].uploads = {upload("b/state-1", 10, 20, End::Complete, 40'000'000, 40'000'000),
                               upload("b/state-2", 130, {}, End::None, 0, 16'000'000)};
  const auto finding = told(upload_unfinished, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("16 MB were there of 40 MB"));
  EXPECT_THAT(finding->evidence, HasSubstr("list-multipart-uploads"));
}

// Goal: nothing is told where nothing was lost by it, of an upload that was tried again, and of one
// that a job gave up itself.
TEST(Uploads, ARightJobsAreNotTold) {
  Observation well = handled_well();
  well.instances[0].uploads = {upload("b/state", 160, 170, End::CutOff, 100, 10)};
  EXPECT_FALSE(told(upload_unfinished, well)) << "it had saved before";
  Observation again = unsaved();
  again.instances[0].uploads = {upload("b/state", 60, 70, End::CutOff, 100, 10),
                                upload("b/state", 71, 80, End::Complete, 100, 100)};
  EXPECT_FALSE(told(upload_unfinished, again));
  again.instances[0].uploads = {upload("b/state", 60, 70, End::Aborted, 0, 10)};
  EXPECT_FALSE(told(upload_unfinished, again));
}

TEST(Uploads, ATornOneIsToldWhereAReplacementGotIt) {
  Observation seen = unsaved();
  UploadSeen torn = upload("b/ckpt/state", 100, 101, End::Complete, 30, 30);
  torn.written_file = "/root/state";
  torn.writer = "python3";
  torn.file_bytes = 80;
  seen.instances[0].uploads = {torn};
  EXPECT_FALSE(told(uploaded_torn, seen)) << "nobody got it";
  seen.instances[1].objects_read = {"b/ckpt/state"};
  ASSERT_TRUE(told(uploaded_torn, seen));
  EXPECT_THAT(told(uploaded_torn, seen)->evidence, HasSubstr("80 bytes afterwards"));
  seen.instances[0].uploads.push_back(upload("b/ckpt/state", 110, 111, End::Complete, 80, 80));
  EXPECT_FALSE(told(uploaded_torn, seen)) << "uploaded again, whole";
}

TEST(Uploads, TwoGenerationsAreObjectsThatGoTogether) {
  Observation seen = unsaved();
  const auto whole = [](const char* key, double at) {
    return upload(key, at, at + 1, End::Complete, 10, 10);
  };
  seen.instances[0].uploads = {whole("b/c/model", 10), whole("b/c/optimizer", 12),
                               whole("b/c/model", 40), whole("b/c/optimizer", 42),
                               whole("b/c/model", 70)};
  EXPECT_FALSE(told(objects_of_two_generations, seen)) << "nobody took them for one";
  seen.instances[1].objects_read = {"b/c/model", "b/c/optimizer"};
  const auto finding = told(objects_of_two_generations, seen);
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence, HasSubstr("b/c/model was uploaded 3 times"));
  seen.instances[0].uploads.push_back(whole("b/c/optimizer", 72));
  EXPECT_FALSE(told(objects_of_two_generations, seen));
}

TEST(Uploads, ObjectsOfDifferentTimesDoNotGoTogether) {
  Observation seen = unsaved();
  const auto whole = [](const char* key, double at) {
    return upload(key, at, at + 1, End::Complete, 10, 10);
  };
  seen.instances[0].uploads = {whole("b/c/log", 10), whole("b/c/model", 30), whole("b/c/log", 40)};
  seen.instances[1].objects_read = {"b/c/model", "b/c/log"};
  EXPECT_FALSE(told(objects_of_two_generations, seen));
}

}  // namespace
}  // namespace spotdrill::drill
