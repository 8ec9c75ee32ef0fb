export default function Page() {
  return <p>Plain</p>;
}
