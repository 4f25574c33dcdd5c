(function(){
var names=["words","actor","topic","source","from","to"],rows=[].slice.call(document.querySelectorAll(".report")),shown=document.getElementById("shown");
var form=document.querySelector(".filter"),boxes={},facts=null,texts=null,wait=0;
names.forEach(function(name){boxes[name]=document.getElementById(name)});
form.hidden=rows.length<2;
function learn(){
if(facts)return;
facts=JSON.parse(document.getElementById("facts").textContent);
texts=facts.map(function(fact,at){return(rows[at].textContent+" "+fact[2].join(" ")+" "+fact[3].join(" ")).toLowerCase()});
[["actors",2],["topics",3],["sources",1]].forEach(function(list){
var counts=new Map();
facts.forEach(function(fact){[].concat(fact[list[1]]).forEach(function(name){if(name)counts.set(name,(counts.get(name)||0)+1)})});
var chief=Array.from(counts).sort(function(one,other){return other[1]-one[1]||(one[0]<other[0]?-1:1)}).slice(0,400);
var options=document.createDocumentFragment();
chief.forEach(function(pair){options.appendChild(new Option("",pair[0]))});
document.getElementById(list[0]).appendChild(options);
});
}
function has(items,part){return items.some(function(item){return item.toLowerCase().indexOf(part)>=0})}
function filter(){
learn();
var want={},any=false,count=0,state=new URLSearchParams();
names.forEach(function(name){var value=boxes[name].value.trim();want[name]=value.toLowerCase();if(value){any=true;state.set(name,value)}});
var words=want.words.split(/\s+/).filter(Boolean);
facts.forEach(function(fact,at){
var fits=(!want.from||fact[0]>=want.from)&&(!want.to||fact[0]&&fact[0]<=want.to)&&(!want.source||fact[1].toLowerCase().indexOf(want.source)>=0)
&&(!want.actor||has(fact[2],want.actor))&&(!want.topic||has(fact[3],want.topic))
&&words.every(function(word){return texts[at].indexOf(word)>=0});
rows[at].hidden=!fits;
if(fits)count++;
});
shown.textContent=any?count.toLocaleString("en")+" of "+rows.length.toLocaleString("en")+" shown":"";
try{history.replaceState(null,"",any?"#"+state:location.pathname)}catch(error){shown.title=String(error)}
}
form.addEventListener("focusin",learn);
form.addEventListener("submit",function(event){event.preventDefault();filter()});
form.addEventListener("input",function(){clearTimeout(wait);wait=setTimeout(filter,80)});
form.addEventListener("reset",function(){setTimeout(filter,0)});
function restore(){
var state=new URLSearchParams(location.hash.slice(1)),any=false;
names.forEach(function(name){if(state.get(name)){boxes[name].value=state.get(name);any=true}});
if(any)filter();
}
if(rows.length>1)restore();
window.addEventListener("hashchange",restore);
})();
