#include "drill/sketch/object_clues.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotdrill::drill::sketch {
namespace {

/// The objects that are found in user data of `text`; "none".
std::string objects_of(const std::string& text) {
  const auto found = saved_objects_of(read_user_data("job.sh", text, "/nowhere"));
  return found ? to_text(found->source) : "none";
}

TEST(ObjectClues, AreWhatTheCliSendsAndGets) {
  EXPECT_EQ(objects_of("B=s3://my-ckpt/c10\naws s3 cp $B/state state --quiet || echo 0 >state\n"
                       "aws s3 cp out.csv s3://results/out.csv\n"
                       "aws s3 cp state $B/state --quiet && echo up"),
            "s3://my-ckpt/c10/state");
  EXPECT_EQ(objects_of("aws s3 sync s3://ckpt/run1 out\n"
                       "aws s3 sync --exclude '*.tmp' out s3://ckpt/run1"),
            "s3://ckpt/run1/");
  EXPECT_EQ(objects_of("aws s3 cp \"ckpt_$n.pt\" \"s3://ckpt/run/ckpt_$n.pt\""),
            "s3://ckpt/run/ckpt_*.pt");
}

TEST(ObjectClues, AreWhatBoto3SendsAndGets) {
  EXPECT_EQ(objects_of("BUCKET = 'ckpt'\ns3.upload_file('state', BUCKET, 'run/state')\n"
                       "s3.download_file(BUCKET, 'run/state', 'state')"),
            "s3://ckpt/run/state");
  EXPECT_EQ(objects_of("s3.upload_file(path, 'ckpt', f'run/step-{step}.pt')"),
            "s3://ckpt/run/step-*.pt");
  EXPECT_EQ(objects_of("s3.put_object(Bucket='ckpt', Key='run/state', Body=data)\n"
                       "s3.get_object(Bucket='ckpt', Key='run/state')"),
            "s3://ckpt/run/state");
}

TEST(ObjectClues, AreNotResultsNorWhatIsNotKnown) {
  EXPECT_EQ(objects_of("aws s3 cp out.csv s3://results/out.csv"), "none");
  EXPECT_EQ(objects_of("aws s3 cp s3://data/input.csv ."), "none");
  EXPECT_EQ(objects_of("s3.upload_file('a', args.bucket, 'ckpt-1.pt')"), "none");
  EXPECT_EQ(objects_of("# aws s3 cp ckpt-1.pt s3://b/ckpt-1.pt"), "none");
}

}  // namespace
}  // namespace spotdrill::drill::sketch
